"""What is known of written English, whatever the documents say: sentences, spelling, capitals, months, places."""
