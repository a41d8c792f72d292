package dev.crossfade.spi.source;

import dev.crossfade.core.change.SourceTransaction;
import java.util.List;

/**
 * Transactions in commit order.
 *
 * @param transactions possibly empty
 * @param nextOffset where to continue after all of them have been applied
 */
public record StreamBatch(List<SourceTransaction> transactions, long nextOffset) {

  public StreamBatch {
    transactions = List.copyOf(transactions);
  }
}
