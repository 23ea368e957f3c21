"""Documents, pure: uploaded or pasted bytes in, plain article text out."""
