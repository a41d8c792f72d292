package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.testkit.contract.SourceLogContract;
import dev.crossfade.testkit.contract.SourceWriter;
import java.util.function.Consumer;

class InMemorySourceLogTest extends SourceLogContract {

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
}
