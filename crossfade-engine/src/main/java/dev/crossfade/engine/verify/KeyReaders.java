package dev.crossfade.engine.verify;

import dev.crossfade.spi.target.ProductionReader;

/**
 * Readers of both sides by which some keys are looked at, in one entity after the other.
 *
 * @param sources readers of the sources
 * @param production reader of production
 */
record KeyReaders(SourceReaders sources, ProductionReader production) implements AutoCloseable {

  /** Opens those of a verification; each connects when it is used. */
  static KeyReaders open(Parties parties) {
    return new KeyReaders(new SourceReaders(parties.sources()), parties.target().openReader());
  }

  @Override
  public void close() {
    try (production) {
      sources.close();
    }
  }
}
