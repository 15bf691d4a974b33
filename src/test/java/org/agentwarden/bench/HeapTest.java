package org.agentwarden.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapTest {

    @Test
    void theUsedPartOfOneHeapIsRead() {
        String jdk17 = """
                 garbage-first heap   total 262144K, used 10240K [0x0000000687400000, 0x0000000800000000)
                  region size 4096K, 3 young (12288K), 1 survivors (4096K)
                """;
        String jdk25 = """
                garbage-first heap   total reserved 6172672K, committed 393216K, used 10240K [0x0000000687400000, 0x0)
                 region size 4096K, 3 young (12288K), 1 survivors (4096K)
                """;

        assertThat(Heap.used(jdk17)).isEqualTo(10);
        assertThat(Heap.used(jdk25)).isEqualTo(10);
    }

    @Test
    void theUsedPartsOfGenerationsAreAddedWithoutTheSpacesInsideThem() {
        String generations = """
                DefNew     total 116160K, used 30720K [0x0000000687400000, 0x000000068f200000, 0x0000000704d50000)
                 eden space 103296K,  30% used [0x0000000687400000, 0x000000068924b550, 0x000000068d8e0000)
                Tenured    total 258048K, used 1024K [0x0000000704d50000, 0x0000000714950000, 0x0000000800000000)
                 the  space 258048K,   0% used [0x0000000704d50000, 0x0000000704e73ab8, 0x0000000714950000)
                """;

        assertThat(Heap.used(generations)).isEqualTo(31);
    }
}
