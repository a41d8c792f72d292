package dev.crossfade.oracle;

import java.nio.file.Path;

/**
 * What is to be judged: two sources, a target, and the journal of what was written.
 *
 * @param crm the PostgreSQL source
 * @param ads the MariaDB source
 * @param production the target
 * @param journal the workload's journal
 */
public record Trial(Database crm, Database ads, Production production, Path journal) {

  /** The database of a source. */
  public Database source(Source source) {
    return source == Source.CRM ? crm : ads;
  }
}
