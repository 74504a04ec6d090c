"""Keys and seals as pure bytes: no rows, no files, no clock. The byte format is in docs/vault-format.md."""
