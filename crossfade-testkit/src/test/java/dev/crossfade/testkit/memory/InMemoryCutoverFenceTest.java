package dev.crossfade.testkit.memory;

import dev.crossfade.testkit.contract.CutoverFenceContract;
import dev.crossfade.testkit.contract.FencedDatabase;

/** The fence in memory keeps the contract. */
class InMemoryCutoverFenceTest extends CutoverFenceContract {

  @Override
  protected FencedDatabase database() {
    return new MemoryFencedDatabase();
  }
}
