"""One module per step, named after its revision; a step once released is never changed."""
