package dev.crossfade.mapping.conform;

import dev.crossfade.core.schema.LogicalType;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/** Which conversions can give two values one result. Refusing a row is no such case. */
public final class Folding {

  private Folding() {}

  /**
   * Why a conversion of {@link Conversions} may give different values one result; null when it
   * never does.
   */
  public static @Nullable String of(LogicalType from, LogicalType to, @Nullable String zone) {
    if (from instanceof LogicalType.Array) {
      return "arrays that differ only in the number of their first element are read as one";
    }
    if (to instanceof LogicalType.FixedText && !(from instanceof LogicalType.FixedText)) {
      return "char(n) drops spaces at the end";
    }
    if (from instanceof LogicalType.Floating source
        && to instanceof LogicalType.Floating target
        && source.bits() != target.bits()) {
      return "conversions between floating point types round";
    }
    if (from instanceof LogicalType.Timestamp && to instanceof LogicalType.TimestampTz) {
      return zone == null || utc(zone) ? null : clocks(zone);
    }
    return null;
  }

  /** Whether clocks of the zone always show UTC. */
  public static boolean utc(String zone) {
    ZoneRules rules = ZoneId.of(zone).getRules();
    return rules.isFixedOffset() && rules.equals(ZoneOffset.UTC.getRules());
  }

  /** Why times of a zone's clocks and instants are not one to one. */
  public static String clocks(String zone) {
    return "clocks of %s are set forward and back, so different times become one".formatted(zone);
  }
}
