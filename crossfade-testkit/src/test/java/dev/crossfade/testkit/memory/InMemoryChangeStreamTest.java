package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.testkit.contract.ChangeStreamContract;
import dev.crossfade.testkit.contract.SourceWriter;
import dev.crossfade.testkit.fault.Faults;
import java.util.function.Consumer;

class InMemoryChangeStreamTest extends ChangeStreamContract {

  private final MemorySources memory = new MemorySources();

  @Override
  protected SourceDatabase open() {
    return memory.source;
  }

  @Override
  protected TableId keyedTable() {
    return MemorySources.KEYED;
  }

  @Override
  protected TableId keylessTable() {
    return MemorySources.KEYLESS;
  }

  @Override
  protected void transaction(Consumer<SourceWriter> body) {
    memory.source.write(tx -> body.accept(new MemorySources.Writer(tx)));
  }

  @Override
  protected ChangeCapture openCapture() {
    return new InMemoryCapture(memory.source, Faults.NONE, waiting -> waiting);
  }

  @Override
  protected CaptureRequest request(LogIdentity log) {
    return new CaptureRequest(
        "kit",
        "kit",
        "postgresql",
        "h",
        1,
        "d",
        "u",
        "p",
        memory.source.catalog(),
        log.facts(),
        "x",
        "null");
  }
}
