"""Results as typed JSON that is read back as the same frozen records: what the pictures of a folder are drawn from."""
