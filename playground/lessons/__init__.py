"""The lessons as pages show them: which ones somebody sees, how far everybody is, and what runs say of their claims."""
