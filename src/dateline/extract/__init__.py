"""One module a question; each answers with the words of the article."""
