package dev.crossfade.server.wiring;

import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowBlock;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.spi.target.LoadRecords;
import dev.crossfade.spi.target.RowIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Records of loads for somebody who does not wait for longer than he said. */
final class BoundedRecords implements LoadRecords {

  private final LoadRecords records;
  private final Duration most;
  private final long begun = System.nanoTime();

  BoundedRecords(LoadRecords records, Duration most) {
    this.records = records;
    this.most = most;
  }

  private <T> T inTime(Supplier<T> look) {
    if (System.nanoTime() - begun > most.toNanos()) {
      throw Problem.of(
              ApiProblem.BUSY,
              "The history of the row was not found in time.",
              "Records that no index covers yet are read for it, which takes longer than "
                  + most.toSeconds()
                  + " seconds here.",
              "Ask again when less is going on. Where the journal is in the target, crossfade why"
                  + " on a machine takes the time that it needs.")
          .raise();
    }
    return look.get();
  }

  @Override
  public List<LoadRecord> pending(int max) {
    return inTime(() -> records.pending(max));
  }

  @Override
  public void logged(Map<Long, Long> leaves) {
    records.logged(leaves);
  }

  @Override
  public Optional<LoadRecord> load(long id) {
    return inTime(() -> records.load(id));
  }

  @Override
  public List<RowBlock> blocks(long load, int part) {
    return inTime(() -> records.blocks(load, part));
  }

  @Override
  public List<Long> loadsOf(String entity, long below, int max) {
    return inTime(() -> records.loadsOf(entity, below, max));
  }

  @Override
  public RowIndex index() {
    return new BoundedIndex(records.index(), this::inTime);
  }

  @Override
  public String moment() {
    return records.moment();
  }

  @Override
  public long writtenSince(String moment, String entity) {
    return records.writtenSince(moment, entity);
  }

  @Override
  public byte[] secret() {
    return inTime(records::secret);
  }
}
