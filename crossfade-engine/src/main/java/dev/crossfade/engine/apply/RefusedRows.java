package dev.crossfade.engine.apply;

import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.spi.target.ParkedChange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names of rows without key, made of all of their values. What the target refused is accepted by
 * its mapping, so that the verifier expects it in production; by its name it is found in
 * quarantine.
 */
public final class RefusedRows {

  private static final Unreadable UNREADABLE = new Unreadable("");

  private RefusedRows() {}

  /** Name of a target row, the same as in reports about rows without key. */
  public static String name(TableSchema entity, @Nullable Object[] targetRow) {
    RowDigest digest = new RowDigest(entity);
    digest.digest(targetRow);
    return name(digest.high(), digest.low());
  }

  /** Name of the row with this digest. */
  public static String name(long high, long low) {
    return "row digest %016x%016x".formatted(high, low);
  }

  /**
   * Name of a source row without key that its mapping refused, from its payload. Why a value cannot
   * be read is no part of it: the log may know less about that than the table.
   */
  static String nameOfSource(TableSchema table, String payload) {
    String text = RowText.sourceRow(table, payload).map(row -> named(table, row)).orElse(payload);
    byte[] hash = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return "refused row " + HexFormat.of().formatHex(hash, 0, 16);
  }

  private static String named(TableSchema table, @Nullable Object[] row) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] instanceof Unreadable) {
        row[i] = UNREADABLE;
      }
    }
    return RowText.source(table, row);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether the target refused a row, and not its mapping. */
  public static boolean byTarget(ParkedChange change) {
    return change.code().equals(EngineProblem.ROW_REFUSED.text());
  }
}
