package dev.crossfade.mapping.key;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;

/** Whether two mappings can never write the same value into a key column. */
public final class Apart {

  private Apart() {}

  /** True only when every value of one is different from every value of the other. */
  public static boolean always(Origin one, Origin other) {
    if (one instanceof Origin.Fixed a && other instanceof Origin.Fixed b) {
      return differ(a.value(), b.value());
    }
    if (one instanceof Origin.Fixed a && other instanceof Origin.Kept b) {
      return a.value() instanceof String text && !matches(text, b);
    }
    if (one instanceof Origin.Kept && other instanceof Origin.Fixed) {
      return always(other, one);
    }
    return one instanceof Origin.Kept a
        && other instanceof Origin.Kept b
        && (startsDiffer(a.prefix(), b.prefix()) || endsDiffer(a.suffix(), b.suffix()));
  }

  /** Different as values of one column of the target; false when in doubt. */
  private static boolean differ(Object a, Object b) {
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y) != 0;
    }
    boolean plain =
        a instanceof String
            || a instanceof Long
            || a instanceof BigInteger
            || a instanceof Boolean
            || a instanceof UUID;
    return plain && a.getClass() == b.getClass() && !a.equals(b);
  }

  private static boolean matches(String text, Origin.Kept pattern) {
    String prefix = pattern.prefix();
    String suffix = pattern.suffix();
    return text.startsWith(prefix)
        && text.endsWith(suffix)
        && text.length() >= prefix.length() + suffix.length();
  }

  private static boolean startsDiffer(String a, String b) {
    return !a.startsWith(b) && !b.startsWith(a);
  }

  private static boolean endsDiffer(String a, String b) {
    return !a.endsWith(b) && !b.endsWith(a);
  }
}
