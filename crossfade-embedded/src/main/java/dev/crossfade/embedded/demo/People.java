package dev.crossfade.embedded.demo;

import org.jspecify.annotations.Nullable;

/** Names and e-mail addresses as forms and imports left them. */
final class People {

  private People() {}

  static String name(Dice dice) {
    String first = dice.pick(Words.FIRST);
    String last = dice.pick(Words.LAST);
    return dice.chance(1, 25) ? " " + first + "  " + last : first + " " + last;
  }

  static @Nullable String email(Dice dice, long row) {
    return switch (dice.below(50)) {
      case 0, 1 -> null;
      case 2 -> "";
      case 3 -> "not given";
      default -> address(dice, row);
    };
  }

  static String address(Dice dice, long row) {
    String user = dice.pick(Words.MAIL) + "." + row;
    String host = dice.pick(Words.MAIL) + (dice.chance(1, 3) ? ".com" : ".example.org");
    return switch (dice.below(6)) {
      case 0 -> upperFirst(user) + "@" + upperFirst(host);
      case 1 -> (user + "@" + host).toUpperCase(java.util.Locale.ROOT);
      case 2 -> " " + user + "@" + host + " ";
      default -> user + "@" + host;
    };
  }

  static String company(Dice dice) {
    return dice.pick(Words.COMPANY) + " " + dice.pick(Words.TRADE) + " " + dice.pick(Words.FORM);
  }

  private static String upperFirst(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
