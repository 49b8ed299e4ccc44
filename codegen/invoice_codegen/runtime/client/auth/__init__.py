"""Authentication: credentials, signatures and logins."""
