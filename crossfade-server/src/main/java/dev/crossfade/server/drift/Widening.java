package dev.crossfade.server.drift;

import dev.crossfade.core.schema.LogicalType;

/** Types that hold all values of another. */
final class Widening {

  private Widening() {}

  /** Whether a column of one type may get another, and nothing that is there is lost. */
  static boolean allows(LogicalType before, LogicalType now) {
    if (before instanceof LogicalType.Int one && now instanceof LogicalType.Int two) {
      return two.bits() > one.bits();
    }
    if (before instanceof LogicalType.Floating one && now instanceof LogicalType.Floating two) {
      return two.bits() > one.bits();
    }
    if (before instanceof LogicalType.Text one && now instanceof LogicalType.Text two) {
      return one.maxLength() > 0 && (two.maxLength() == 0 || two.maxLength() > one.maxLength());
    }
    if (before instanceof LogicalType.Decimal one && now instanceof LogicalType.Decimal two) {
      return one.constrained() && !one.equals(two) && (!two.constrained() || holds(one, two));
    }
    return false;
  }

  private static boolean holds(LogicalType.Decimal one, LogicalType.Decimal two) {
    return two.scale() >= one.scale()
        && two.precision() - two.scale() >= one.precision() - one.scale();
  }
}
