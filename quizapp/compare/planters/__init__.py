"""Where and how a discrepancy of each kind can be planted: one planter a kind."""
