package dev.crossfade.oracle.journal;

/**
 * What an operation does to one row if it is committed.
 *
 * @param table a table of the operation's source
 * @param kind what happens
 * @param key the row's key, its parts joined by {@code |}; for counters {@code key=n}
 */
public record Effect(String table, Kind kind, String key) {

  /** The kinds of effects, each with the sign that stands for it in a journal. */
  public enum Kind {
    /** The row exists and carries the operation's uid. */
    PUT('+'),
    /** The row is gone. */
    DELETE('-'),
    /** The row exists at the source, but the target must refuse it. */
    REFUSED('?'),
    /** The uid was appended to the register {@code key}. */
    APPEND('~'),
    /** The counter shows a number. */
    COUNT('#'),
    /** A row without key was added that carries the token {@code key}. */
    LOG('*'),
    /** Money went between two accounts. */
    TRANSFER('$');

    private final char sign;

    Kind(char sign) {
      this.sign = sign;
    }

    static Kind of(char sign) {
      for (Kind kind : values()) {
        if (kind.sign == sign) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no effect has the sign " + sign);
    }
  }

  public static Effect put(String table, Object key) {
    return new Effect(table, Kind.PUT, key.toString());
  }

  public static Effect delete(String table, Object key) {
    return new Effect(table, Kind.DELETE, key.toString());
  }

  public static Effect refused(String table, Object key) {
    return new Effect(table, Kind.REFUSED, key.toString());
  }

  public static Effect log(String table, String token) {
    return new Effect(table, Kind.LOG, token);
  }

  String text() {
    return table + kind.sign + key;
  }

  static Effect parse(String text) {
    int sign = 0;
    while (Character.isLetter(text.charAt(sign)) || text.charAt(sign) == '_') {
      sign++;
    }
    return new Effect(
        text.substring(0, sign), Kind.of(text.charAt(sign)), text.substring(sign + 1));
  }
}
