"""spaCy components, one file each. Importing this package registers them."""
