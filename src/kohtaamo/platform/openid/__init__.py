"""OpenID Connect Core 1.0, the code flow with PKCE: asking a provider who someone is and believing only what is signed."""
