package dev.crossfade.engine.version;

import java.util.List;

/**
 * What another version of a mapping makes of the rows that its source has now.
 *
 * @param entity that it feeds
 * @param mapping how people call it
 * @param before the version that rows are compared with
 * @param after the other one
 * @param read rows of the source
 * @param same rows that both make the same of
 * @param changed rows with other values under the same key
 * @param moved rows that would be found under another key
 * @param entering rows that would belong to the entity and did not
 * @param leaving rows that would not belong to it any more
 * @param refused rows that would be refused and were not
 * @param accepted rows that were refused and would belong to it
 * @param reasons why rows would be refused, most rows first
 * @param columns what becomes of columns, most rows first
 * @param samples some of the rows that are not the same
 */
public record MappingChange(
    String entity,
    String mapping,
    String before,
    String after,
    long read,
    long same,
    long changed,
    long moved,
    long entering,
    long leaving,
    long refused,
    long accepted,
    List<Reason> reasons,
    List<ColumnChange> columns,
    List<Sample> samples) {

  public MappingChange {
    reasons = List.copyOf(reasons);
    columns = List.copyOf(columns);
    samples = List.copyOf(samples);
  }

  /**
   * Why rows would be refused.
   *
   * @param code {@code CF-nnnn}
   * @param column offending column
   * @param text the reason, without values
   * @param rows how many
   */
  public record Reason(String code, String column, String text, long rows) {}

  /**
   * A value that is not the same.
   *
   * @param key of the row in its source
   * @param column name in the entity; empty where the row as a whole is not the same
   * @param before the value in words
   * @param after the other one
   */
  public record Sample(String key, String column, String before, String after) {}

  /** Rows that are not the same. */
  public long affected() {
    return read - same;
  }
}
