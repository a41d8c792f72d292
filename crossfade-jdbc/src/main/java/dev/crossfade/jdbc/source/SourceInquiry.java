package dev.crossfade.jdbc.source;

import dev.crossfade.jdbc.sql.ReadOnlyQuery;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;

/**
 * Asks a source within transactions that may not write. How long an answer may take is a setting of
 * the connection.
 */
public final class SourceInquiry implements Inquiry {

  private final SourceSession session;
  private final InquiryLimits limits;
  private final SourceSession.Action begin;
  private final SourceSession.Action end;

  /**
   * @param begin begins a transaction that may not write
   * @param end ends it
   */
  public SourceInquiry(
      SourceSession session,
      InquiryLimits limits,
      SourceSession.Action begin,
      SourceSession.Action end) {
    this.session = session;
    this.limits = limits;
    this.begin = begin;
    this.end = end;
  }

  @Override
  public Answer ask(String sql) {
    String query = ReadOnlyQuery.only(sql);
    return session.run(
        "answer a check",
        connection -> {
          begin.on(connection);
          Answer answer = ReadOnlyQuery.ask(connection, query, limits.rows());
          end.on(connection);
          return answer;
        });
  }

  @Override
  public void close() {
    session.close();
  }
}
