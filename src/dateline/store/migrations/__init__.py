"""How a project's tables came to be, step by step; each step stays as it was released."""
