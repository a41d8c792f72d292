package dev.crossfade.jdbc.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SnapshotTokenTest {

  @Test
  void beforeTheOldestIsSeenAfterTheNextIsNot() {
    SnapshotToken token = SnapshotToken.parse("100:110:102,105");
    assertThat(token.sees(99)).isTrue();
    assertThat(token.sees(100)).isTrue();
    assertThat(token.sees(102)).isFalse();
    assertThat(token.sees(105)).isFalse();
    assertThat(token.sees(109)).isTrue();
    assertThat(token.sees(110)).isFalse();
    assertThat(token.sees(111)).isFalse();
  }

  @Test
  void theEpochOfA32BitIdIsThatNearestToTheSnapshot() {
    long wrap = 1L << 32;
    SnapshotToken token = SnapshotToken.parse((wrap - 2) + ":" + (wrap + 5) + ":" + (wrap + 3));
    assertThat(token.sees(0xFFFF_FFFDL)).isTrue();
    assertThat(token.sees(0xFFFF_FFFFL)).isTrue();
    assertThat(token.sees(3)).isFalse();
    assertThat(token.sees(4)).isTrue();
    assertThat(token.sees(5)).isFalse();
    assertThat(token.sees(1_000)).isFalse();
    SnapshotToken before = SnapshotToken.parse((wrap * 3 - 9) + ":" + (wrap * 3 - 4) + ":");
    assertThat(before.sees(7)).isFalse();
    assertThat(before.sees(0xFFFF_FFFBL)).isTrue();
    assertThat(before.sees(0xFFFF_FFFCL)).isFalse();
  }

  @Test
  void anythingElseIsNoToken() {
    assertThatThrownBy(() -> SnapshotToken.parse("mysql-bin.000001:4"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatHadNotEndedEarlierHasToEnd() {
    SnapshotToken earlier = SnapshotToken.parse("100:110:100,105");
    assertThat(SnapshotToken.parse("105:120:105").ended(earlier)).isFalse();
    assertThat(SnapshotToken.parse("112:120:112").ended(earlier)).isTrue();
    assertThat(SnapshotToken.parse("101:120:101,112").ended(earlier)).isTrue();
    assertThat(SnapshotToken.parse("100:110:100,105").ended(earlier)).isFalse();
  }
}
