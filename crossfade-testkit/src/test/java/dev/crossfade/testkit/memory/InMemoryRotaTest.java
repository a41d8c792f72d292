package dev.crossfade.testkit.memory;

import dev.crossfade.spi.source.StreamRota;
import dev.crossfade.testkit.contract.RotaContract;

/** The rota in memory keeps the contract. */
class InMemoryRotaTest extends RotaContract {

  private final InMemoryRotas rotas = new InMemoryRotas(SOURCES);

  @Override
  protected StreamRota open() {
    return rotas.open();
  }
}
