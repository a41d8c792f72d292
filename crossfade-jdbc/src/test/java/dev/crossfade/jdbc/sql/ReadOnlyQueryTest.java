package dev.crossfade.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check may ask. */
class ReadOnlyQueryTest {

  @Test
  void aQueryIsAskedAsItIs() {
    assertThat(ReadOnlyQuery.only(" select id, intro from p.t where lot = 'pg_' ; "))
        .isEqualTo("select id, intro from p.t where lot = 'pg_'");
    assertThat(ReadOnlyQuery.only("WITH x AS (select 1) select * from x")).startsWith("WITH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from t",
        "select 1; drop table t",
        "select 1 into outfile '/tmp/x'",
        "select 1 into/**/outfile '/tmp/x'",
        "select '\\'' INTO\ndumpfile '/tmp/x'",
        "select 1 /*!50000 into outfile '/tmp/x' */",
        "select load_file ('/etc/passwd')",
        "select pg_terminate_backend(7)",
        "select pg_cancel_backend(7)",
        "select pg_drop_replication_slot('crossfade')",
        "select pg_logical_slot_get_changes('crossfade', null, null)",
        "select pg_logical_emit_message(true, 'a', 'b')",
        "select * from dblink('x', 'y') as t(a int)",
        "select dblink_exec('x', 'y')",
        "select lo_import('/etc/passwd')",
        "select \"lo_unlink\"(7)",
        "select U&\"\\006co_unlink\"(7)",
        "select pg_read_file('/etc/passwd')",
        "select query_to_xml('select 1', true, true, '')",
        "select pg_try_advisory_lock(7)"
      })
  void whatMayActIsRefused(String sql) {
    assertThatThrownBy(() -> ReadOnlyQuery.only(sql)).hasMessageContaining("A check");
  }
}
