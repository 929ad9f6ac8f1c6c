"""Whether a mail comes from where it says: SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489), or a server's word."""
