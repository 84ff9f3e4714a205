# Series (-v series=N of them) of 60 quarters from 2010-Q1: counts about a level of 20 to 200
# with a trend, a season and noise from a linear congruential generator, the same everywhere.
BEGIN {
    print "indicator,geo,period,value,lo,hi,interval,unit,status,source"
    state = 1
    for (s = 0; s < series; s++)
        for (q = 0; q < 60; q++) {
            sum = 0
            for (k = 0; k < 4; k++) {
                state = (state * 16807) % 2147483647
                sum += state / 2147483647 - 0.5
            }
            level = (20 + s % 180) * (1 + (s % 7 - 3) * q / 400)
            value = int(level * (1 + 0.15 * (q % 4 == 2) + 0.3 * sum) + 0.5)
            printf "made_up,S%05d,%d-Q%d,%d,,,,person,A,BENCH@2024\n", s,
                2010 + int(q / 4), q % 4 + 1, (value < 0 ? 0 : value)
        }
}
