"""Facts about requests and connections that the serving process and the application share."""
