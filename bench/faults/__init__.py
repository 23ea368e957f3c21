"""What goes wrong under a server, again and again, and what is left afterwards."""
