"""The parts of a Word document's archive, with its styles and the counters of its lists."""
