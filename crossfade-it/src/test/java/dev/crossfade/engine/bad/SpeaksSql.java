package dev.crossfade.engine.bad;

import java.sql.Connection;

/** A bad example: SQL outside its rooms. */
final class SpeaksSql {
  void forbidden(Connection connection) {}
}
