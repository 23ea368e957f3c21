"""Question packs: read, validate with every fault at once, write, draft."""
