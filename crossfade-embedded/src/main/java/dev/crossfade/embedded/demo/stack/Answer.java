package dev.crossfade.embedded.demo.stack;

import java.util.Map;

/**
 * What a client is told.
 *
 * @param status of HTTP
 * @param body written as JSON
 */
record Answer(int status, Object body) {

  static Answer ok(Object body) {
    return new Answer(200, body);
  }

  static Answer problem(int status, String why) {
    return new Answer(status, Map.of("status", status, "detail", why));
  }

  /** The answer to a write, with the row as it is now. */
  static Answer after(Fate fate, int done, Object row) {
    return switch (fate) {
      case DONE -> new Answer(done, row);
      case DONE_BEFORE -> new Answer(200, row);
      case TAKEN -> problem(409, "there is something else under that id");
      case MISSING -> problem(404, "there is nothing under that id");
    };
  }
}
