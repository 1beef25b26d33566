/// Communes of the eight départements of the académie de Toulouse: INSEE code, name, coordinates (WGS 84) and
/// population (census of 2021). Facts of public record, as far as the demonstration needs them.
struct DemoCommune {
    let code: String
    let name: String
    let latitude: String
    let longitude: String
    let population: Int

    static let all: [DemoCommune] = table.split(separator: "\n").compactMap { line in
        let parts = line.split(separator: "|").map(String.init)
        guard parts.count == 5, let population = Int(parts[4]) else { return nil }
        return DemoCommune(
            code: parts[0], name: parts[1], latitude: parts[2], longitude: parts[3], population: population)
    }

    private static let table = """
        09225|Pamiers|43.12789|1.61679|16394
        09122|Foix|42.97014|1.60895|9472
        09261|Saint-Girons|42.96806|1.15912|6250
        09160|Lavelanet|42.93405|1.84658|6035
        09282|Saverdun|43.22697|1.57456|4815
        09185|Mazères|43.23192|1.6782|3868
        09324|Varilhes|43.05527|1.63436|3495
        09312|La Tour-du-Crieu|43.10708|1.66511|3246
        09194|Mirepoix|43.11371|1.8707|3120
        09306|Tarascon-sur-Ariège|42.84509|1.59772|3034
        09265|Saint-Jean-du-Falga|43.08484|1.62288|2860
        09157|Laroque-d'Olmes|42.96763|1.86891|2371
        12202|Rodez|44.35908|2.56986|24207
        12145|Millau|44.09825|3.11763|21712
        12176|Onet-le-Château|44.38237|2.56144|11873
        12300|Villefranche-de-Rouergue|44.34707|2.0296|11720
        12208|Saint-Affrique|43.95706|2.85327|7992
        12133|Luc-la-Primaube|44.30462|2.5379|6000
        12089|Decazeville|44.56859|2.25628|5111
        12096|Espalion|44.51912|2.76237|4624
        12052|Capdenac-Gare|44.56042|2.06609|4407
        12270|Sévérac d'Aveyron|44.31382|3.02943|4062
        12013|Aubin|44.53095|2.25311|3552
        12174|Olemps|44.33907|2.55037|3503
        31555|Toulouse|43.6007|1.43284|504078
        31149|Colomiers|43.61164|1.32451|40159
        31557|Tournefeuille|43.57467|1.33375|29439
        31069|Blagnac|43.64102|1.37703|26466
        31395|Muret|43.4407|1.29872|25060
        31157|Cugnaux|43.54461|1.34315|20341
        31424|Plaisance-du-Touch|43.56259|1.28328|19944
        31044|Balma|43.61083|1.50369|17385
        31446|Ramonville-Saint-Agne|43.54375|1.47845|14949
        31113|Castanet-Tolosan|43.50832|1.50687|14903
        31506|Saint-Orens-de-Gameville|43.55504|1.53316|13766
        31187|Fonsorbes|43.53322|1.24291|12546
        31561|L'Union|43.65146|1.48303|12358
        31483|Saint-Gaudens|43.12095|0.72538|11613
        31488|Saint-Jean|43.66414|1.50164|11243
        31116|Castelginest|43.69804|1.43487|10876
        31588|Villeneuve-Tolosane|43.52727|1.34473|10369
        31033|Auterive|43.35786|1.48218|10126
        31433|Portet-sur-Garonne|43.52851|1.39951|9805
        31547|Seysses|43.49708|1.28221|9789
        31499|Saint-Lys|43.51064|1.20231|9686
        31451|Revel|43.46789|1.99747|9665
        31291|Léguevin|43.59277|1.23533|9474
        31203|Frouzins|43.52184|1.31252|9457
        31022|Aucamville|43.67138|1.42434|9349
        31282|Launaguet|43.66679|1.45792|9260
        31232|Grenade|43.77024|1.27906|8961
        31417|Pibrac|43.62448|1.25837|8678
        31526|La Salvetat-Saint-Gilles|43.57682|1.2655|8524
        31150|Cornebarrieu|43.64902|1.31967|8164
        32013|Auch|43.66018|0.56734|23041
        32160|L'Isle-Jourdain|43.61594|1.08258|9324
        32107|Condom|43.96533|0.37816|6466
        32132|Fleurance|43.84316|0.64047|6012
        32119|Eauze|43.86142|0.10568|4014
        32208|Lectoure|43.94497|0.65244|3690
        32462|Vic-Fezensac|43.7662|0.29025|3581
        32256|Mirande|43.51998|0.40533|3454
        32147|Gimont|43.61752|0.88152|3055
        32307|Pavie|43.60554|0.58564|2510
        32410|Samatan|43.49277|0.92793|2429
        32249|Mauvezin|43.73502|0.86437|2239
        46042|Cahors|44.45651|1.43901|20141
        46102|Figeac|44.6067|2.02309|9770
        46127|Gourdon|44.73826|1.37139|3946
        46224|Pradines|44.46471|1.38912|3584
        46128|Gramat|44.76425|1.71251|3482
        46251|Saint-Céré|44.84923|1.90266|3438
        46309|Souillac|44.91609|1.46356|3198
        46225|Prayssac|44.5087|1.18631|2460
        46029|Biars-sur-Cère|44.92768|1.8556|1973
        46231|Puy-l'Évêque|44.51365|1.13866|1900
        46148|Lalbenque|44.33558|1.56304|1858
        46063|Castelnau-Montratier|44.26774|1.35247|1835
        65440|Tarbes|43.23871|0.06527|43955
        65286|Lourdes|43.10897|-0.08055|13509
        65047|Aureilhan|43.24884|0.10645|7982
        65059|Bagnères-de-Bigorre|42.96858|0.12982|7000
        65258|Lannemezan|43.12482|0.39656|5810
        65100|Bordères-sur-l'Échez|43.26511|0.03907|5407
        65417|Séméac|43.22488|0.11081|5161
        65460|Vic-en-Bigorre|43.39258|0.04808|4822
        65235|Juillan|43.19913|0.02314|4022
        65062|Barbazan-Debat|43.20191|0.12953|3500
        65331|Odos|43.1949|0.0531|3303
        65433|Soues|43.20669|0.09908|3023
        81004|Albi|43.92903|2.1323|49714
        81065|Castres|43.61319|2.24482|42672
        81099|Gaillac|43.91187|1.88976|15663
        81105|Graulhet|43.75917|1.99756|13166
        81140|Lavaur|43.69148|1.81374|10830
        81163|Mazamet|43.46657|2.3863|10064
        81060|Carmaux|44.05475|2.1672|9898
        81271|Saint-Sulpice-la-Pointe|43.75669|1.6906|9576
        81257|Saint-Juéry|43.93627|2.22838|6600
        81120|Labruguière|43.5026|2.25896|6538
        81220|Rabastens|43.83972|1.72789|5775
        81021|Aussillon|43.49266|2.35291|5706
        81145|Lisle-sur-Tarn|43.88968|1.77751|4775
        81144|Lescure-d'Albigeois|43.96309|2.18458|4589
        81273|Saïx|43.58624|2.17294|3680
        81218|Puygouzon|43.88095|2.18357|3540
        82121|Montauban|44.02168|1.36455|61919
        82033|Castelsarrasin|44.05361|1.12112|14178
        82112|Moissac|44.12188|1.10023|13748
        82037|Caussade|44.15821|1.54258|6804
        82125|Montech|43.96233|1.23632|6650
        82134|Nègrepelisse|44.06285|1.53732|5743
        82186|Valence|44.10719|0.9046|5256
        82190|Verdun-sur-Garonne|43.84103|1.21687|4866
        82124|Montbeton|44.01394|1.26606|4299
        82075|Grisolles|43.82405|1.29227|4197
        82161|Saint-Étienne-de-Tulmont|44.04798|1.45751|4029
        82079|Labastide-Saint-Pierre|43.92313|1.34378|3792
        """
}
