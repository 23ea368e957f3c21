"""The web: pages that parse, call a service and show what it says."""
