"""Steps from one form of the store's tables to the next; run by the program itself."""
