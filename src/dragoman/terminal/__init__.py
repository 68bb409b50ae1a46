"""What people see: consoles, cards, tables, and text made safe to print."""
