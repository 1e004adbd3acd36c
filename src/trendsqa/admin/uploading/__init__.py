"""Files on their way from a browser into the library: their form, their names, and the folder where they wait."""
