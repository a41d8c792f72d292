package dev.crossfade.embedded.demo;

import org.jspecify.annotations.Nullable;

/** Telephone numbers in the formats of their countries, valid ones and plain rubbish. */
final class Phones {

  /** {@code #} is any digit; numbers in the order of {@link Places}' countries. */
  private static final String[][] FORMAT = {
    {"0151 1#######", "+49 (0)160 9######", "0049 30 2########", "030/23######", "+4915112######"},
    {"(212) 2##-####", "415-3##-####", "+1 312 4## ####", "2065######"},
    {"07400 1#####", "+44 20 7946 ####", "020 7946 ####"},
    {"06 12 ## ## ##", "+33 6 12 ## ## ##", "01 42 ## ## ##"},
    {"06 12######", "+31 20 62#####"},
    {"612 ### ###", "+34 91 2## ## ##"},
    {"090-1234-####", "+81 3-3212-####"},
    {"0412 ### ###", "+61 2 92## ####"},
    {"98765 #####", "+91 98100 #####"},
    {"8123 ####", "+65 6222 ####"},
    {"(11) 96123-####", "+55 11 3123-####"},
    {"55 5123 ####", "+52 55 5512 ####"},
  };

  private Phones() {}

  static @Nullable String of(Dice dice, int country) {
    return switch (dice.below(30)) {
      case 0, 1 -> null;
      case 2 -> "";
      case 3 -> dice.chance(1, 2) ? "n/a" : "ask reception";
      default -> digits(dice, dice.pick(FORMAT[country]));
    };
  }

  private static String digits(Dice dice, String format) {
    StringBuilder number = new StringBuilder(format);
    for (int i = 0; i < number.length(); i++) {
      if (number.charAt(i) == '#') {
        number.setCharAt(i, (char) ('0' + dice.below(10)));
      }
    }
    return number.toString();
  }
}
