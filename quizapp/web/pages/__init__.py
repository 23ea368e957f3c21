"""The pages: one blueprint each, but for the desk's; named after what they show."""
