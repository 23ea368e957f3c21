"""The pages: one blueprint each, named after what they show."""
