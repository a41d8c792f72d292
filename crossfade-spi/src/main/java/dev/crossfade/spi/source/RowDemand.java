package dev.crossfade.spi.source;

import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.LogicalType;
import java.util.List;

/**
 * What a consumer does with the values of each column of a table, in order. It allows a reader to
 * deliver {@link Encoded} where the value itself is not needed; NULL stays null.
 *
 * @param form the form of bytes the consumer can hand on
 * @param columns one for each column of the table
 */
public record RowDemand(Encoded.Form form, List<Use> columns) {

  public RowDemand {
    columns = List.copyOf(columns);
  }

  /** What becomes of a column's values. */
  public sealed interface Use {}

  /** The value is looked at. */
  public record Read() implements Use {}

  /**
   * The value goes unchanged into a column of this type. It may come encoded if a target column of
   * that type is certain to take the bytes and to hold the same value as if it had been decoded,
   * conformed to the type, and encoded again; where that would refuse it, it comes decoded.
   */
  public record Copied(LogicalType to) implements Use {}

  /**
   * The value is looked at only when the row is refused. A column that was dropped, or got another
   * type, is NULL: nobody is kept from the rest of the row by it.
   */
  public record Unread() implements Use {}

  /** The value is digested, which its bytes are as good for. */
  public record Digested() implements Use {}
}
