"""The pages of classes: teachers sign in and run them, students join with a code and a nickname."""
