"""SAML 2.0, the Web Browser SSO profile begun by us: asking a provider who someone is and believing only what is signed."""
