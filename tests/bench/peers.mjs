// peers.mjs TOOL FILE: cases by nationality and quarter, lines NATIONALITY|YEAR-QN|COUNT, by
// duckdb, polars or clickhouse (chdb), out of the packages of tests/bench/package.json; with
// FILE "-" only whether the tool is there.
import { createRequire } from 'node:module';

const [tool, file, folder] = process.argv.slice(2);
const require = createRequire(folder + '/');
const print = (rows) => process.stdout.write(rows.map((r) => r.join('|') + '\n').join(''));

const tools = {
    async duckdb() {
        const { DuckDBInstance } = require('@duckdb/node-api');
        if (file === '-') return;
        const db = await (await DuckDBInstance.create(':memory:')).connect();
        const got = await db.runAndReadAll(
            `SELECT nationality, year(date) || '-Q' || quarter(date) AS q, count(*)
             FROM read_csv('${file}', header = true, types = {'date': 'DATE'}) GROUP BY ALL`);
        print(got.getRows());
    },
    async polars() {
        const pl = require('nodejs-polars');
        if (file === '-') return;
        // Months in the engine, quarters of the few groups that come out.
        const rows = (await pl.scanCSV(file)
            .withColumns(pl.col('date').str.slice(0, 7).alias('month'))
            .groupBy(['nationality', 'month'])
            .agg(pl.col('case_id').count().alias('n'))
            .collect()).rows();
        const sum = new Map();
        for (const [name, month, n] of rows) {
            const key = `${name}|${month.slice(0, 4)}-Q${Math.ceil(month.slice(5) / 3)}`;
            sum.set(key, (sum.get(key) ?? 0) + n);
        }
        print([...sum]);
    },
    async clickhouse() {
        const { query } = require('chdb');
        if (file === '-') return;
        process.stdout.write(String(query(
            `SELECT concat(nationality, '|', toString(toYear(date)), '-Q',
                           toString(toQuarter(date)), '|', toString(count()))
             FROM file('${file}', 'CSVWithNames', 'case_id String, date Date,
                  nationality String, sex String, age UInt8, form String, responder String,
                  region String, decision String, note String')
             GROUP BY nationality, toYear(date), toQuarter(date)`, 'TSVRaw')));
    },
};
await tools[tool]();
