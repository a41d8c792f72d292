package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is to end once all is published, with rules that rows were not written by. */
@Tag("long")
class RefusedMappingTest {

  @TempDir private Path folder;

  private static Crossfade.Result published(Poisoned company) {
    return Crossfade.now(
        company.environment(), "run", company.specification(), "--until=published");
  }

  @Test
  void whatWasPublishedBeforeDoesNotHideThatTheMappingIsRefused() throws Exception {
    try (Poisoned company = new Poisoned(folder)) {
      Rows.execute(
          company.crm.endpoint(),
          "create table contact (id bigint primary key, region text, note text)",
          "insert into contact values (1, 'emea', 'n')",
          "create table visit (id bigint, region text, note text)");
      Rows.execute(
          company.shop.endpoint(),
          "create table purchase (id bigint primary key, region varchar(20), note varchar(20))");
      Crossfade.Result first = published(company);
      assertThat(first.exit()).as(first.err()).isZero();
      Crossfade.Result again = published(company);
      assertThat(again.exit()).as(again.err()).isZero();
      company.regions("EMEA: [emea], APACX: [apac]");

      Crossfade.Result refused = published(company);

      assertThat(refused.exit()).as(refused.err()).isNotZero();
      assertThat(refused.err()).contains("is not the one its history was loaded with");
    }
  }
}
