package dev.crossfade.core.check;

import dev.crossfade.core.schema.LogicalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from a value and what it should be how it was damaged. Pure. */
final class ValueDamage {

  private static final long QUARTER_HOUR = 15 * 60 * 1_000_000L;
  private static final long WIDEST_ZONES = 26 * 60 * 60 * 1_000_000L;
  private static final List<Long> UNITS = List.of(1_000L, 1_000_000L, 60_000_000L);
  private static final List<Charset> WESTERN =
      List.of(StandardCharsets.ISO_8859_1, Charset.forName("windows-1252"));

  private ValueDamage() {}

  /** The damage; both differ. */
  static Damage of(LogicalType type, @Nullable Object expected, @Nullable Object observed) {
    if (expected == null || observed == null) {
      return observed == null ? Damage.NULLED : Damage.CHANGED;
    }
    if (expected instanceof String should && observed instanceof String is) {
      return text(should, is);
    }
    if (expected instanceof Long should && observed instanceof Long is && temporal(type)) {
      return time(type, should, is);
    }
    if (expected instanceof BigDecimal should && observed instanceof BigDecimal is) {
      return decimal(should, is);
    }
    if (expected instanceof Double should && observed instanceof Double is) {
      boolean less = is == Math.rint(should) || is == (double) (float) (double) should;
      return less ? Damage.LOST_FRACTION : Damage.CHANGED;
    }
    return Damage.CHANGED;
  }

  private static Damage text(String should, String is) {
    if (is.length() < should.length() && should.startsWith(is)) {
      return Damage.TRUNCATED;
    }
    return mojibake(should, is) ? Damage.MOJIBAKE : Damage.CHANGED;
  }

  private static boolean mojibake(String should, String is) {
    byte[] bytes = should.getBytes(StandardCharsets.UTF_8);
    for (Charset western : WESTERN) {
      if (new String(bytes, western).equals(is)
          || new String(should.getBytes(western), StandardCharsets.UTF_8).equals(is)) {
        return true;
      }
    }
    return should.replaceAll("[^\\x00-\\x7f]", "?").equals(is)
        || should.replaceAll("[^\\x00-\\x7f]", "\ufffd").equals(is);
  }

  private static boolean temporal(LogicalType type) {
    return type instanceof LogicalType.Timestamp
        || type instanceof LogicalType.TimestampTz
        || type instanceof LogicalType.Time;
  }

  private static Damage time(LogicalType type, long should, long is) {
    for (long unit : UNITS) {
      long cut = Math.floorDiv(should, unit) * unit;
      if (is == cut || is == Math.floorDiv(should + unit / 2, unit) * unit) {
        return Damage.LOST_FRACTION;
      }
    }
    long shift = Math.abs(is - should);
    boolean zones =
        !(type instanceof LogicalType.Time) && shift % QUARTER_HOUR == 0 && shift <= WIDEST_ZONES;
    return zones ? Damage.WRONG_ZONE : Damage.CHANGED;
  }

  private static Damage decimal(BigDecimal should, BigDecimal is) {
    BigDecimal shortest = should.stripTrailingZeros();
    for (int scale = shortest.scale() - 1; scale >= 0; scale--) {
      if (shortest.setScale(scale, RoundingMode.DOWN).compareTo(is) == 0
          || shortest.setScale(scale, RoundingMode.HALF_UP).compareTo(is) == 0) {
        return Damage.LOST_FRACTION;
      }
    }
    return Damage.CHANGED;
  }
}
