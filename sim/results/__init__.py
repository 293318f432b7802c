"""What every analysis gives, in one shape: tables, one JSON object, pictures, a folder that is read back."""
