package dev.crossfade.server.api;

import dev.crossfade.server.answer.Flaws;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules on what requests may hold. */
final class Bodies {

  static final String ACCOUNT = "^[a-z0-9][a-z0-9._@-]{0,62}$";
  static final String ANY_ACCOUNT = "^([a-z0-9][a-z0-9._@-]{0,62}|oidc:[!-~]{1,200})$";
  static final String MIGRATION = "^[a-z][a-z0-9-]{0,30}$";
  static final String MIGRATION_OR_EVERY = "^([a-z][a-z0-9-]{0,30}|\\*)$";
  static final String LABEL = "^[A-Za-z0-9][A-Za-z0-9._ -]{0,62}$";
  static final String ENVIRONMENT = "^[a-z0-9][a-z0-9-]{0,62}$";
  static final String REASON = "^[^\\x00-\\x1f\\x7f]{3,500}$";
  static final String HASH = "^[0-9a-f]{64}$";
  static final String FILE =
      "^([A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,4}[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$";

  private Bodies() {}

  /** A text that has to be there. */
  static String required(String name, @Nullable String value) {
    if (value == null) {
      throw Flaws.invalid("/" + name, "It is missing.");
    }
    return value;
  }

  /** A text that has to be there and to be of a form. */
  static String required(String name, @Nullable String value, String form) {
    return form("/" + name, required(name, value), form);
  }

  /** A text that must not be longer. */
  static String atMost(String name, String value, int most) {
    if (value.length() > most) {
      throw Flaws.invalid("/" + name, "It has at most " + most + " characters.");
    }
    return value;
  }

  /** A value that has to be there. */
  static <T> T present(String name, @Nullable T value) {
    if (value == null) {
      throw Flaws.invalid("/" + name, "It is missing.");
    }
    return value;
  }

  /** An id as the server draws them; nothing has another one. */
  static String id(String text) {
    if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      throw Flaws.notFound("thing of this id");
    }
    return text;
  }

  /** A text of a form. */
  static String form(String pointer, String value, String form) {
    if (!Pattern.compile(form).matcher(value).matches()) {
      throw Flaws.invalid(pointer, "It has to match " + form + ".");
    }
    return value;
  }
}
