"""Tools for authors of rule packs: check a pack, suggest rules, and explain why a line is cut or kept."""
