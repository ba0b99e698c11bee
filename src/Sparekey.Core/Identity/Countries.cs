namespace Sparekey.Core.Identity;

/// <summary>A country as an issuer of documents.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Name">Usual English name.</param>
public sealed record Country(string Code, string Name);

/// <summary>Every country of ISO 3166-1, by code.</summary>
/// <remarks>
/// Codes and most names are from <c>iso3166.tab</c> of the time zone database, which is in the public domain. <c>XK</c>
/// is not in the standard: it is the user-assigned code on documents of Kosovo.
/// </remarks>
public static class Countries
{
    /// <summary>Ordered by code.</summary>
    public static IReadOnlyList<Country> All { get; } =
    [
        new("AD", "Andorra"), new("AE", "United Arab Emirates"), new("AF", "Afghanistan"),
        new("AG", "Antigua and Barbuda"),
        new("AI", "Anguilla"), new("AL", "Albania"), new("AM", "Armenia"), new("AO", "Angola"),
        new("AQ", "Antarctica"), new("AR", "Argentina"), new("AS", "American Samoa"), new("AT", "Austria"),
        new("AU", "Australia"), new("AW", "Aruba"), new("AX", "Åland Islands"), new("AZ", "Azerbaijan"),
        new("BA", "Bosnia and Herzegovina"), new("BB", "Barbados"), new("BD", "Bangladesh"), new("BE", "Belgium"),
        new("BF", "Burkina Faso"), new("BG", "Bulgaria"), new("BH", "Bahrain"), new("BI", "Burundi"),
        new("BJ", "Benin"), new("BL", "Saint Barthélemy"), new("BM", "Bermuda"), new("BN", "Brunei"),
        new("BO", "Bolivia"), new("BQ", "Caribbean Netherlands"), new("BR", "Brazil"), new("BS", "Bahamas"),
        new("BT", "Bhutan"), new("BV", "Bouvet Island"), new("BW", "Botswana"), new("BY", "Belarus"),
        new("BZ", "Belize"), new("CA", "Canada"), new("CC", "Cocos (Keeling) Islands"),
        new("CD", "Congo (Democratic Republic)"),
        new("CF", "Central African Republic"), new("CG", "Congo (Republic)"), new("CH", "Switzerland"),
        new("CI", "Côte d'Ivoire"),
        new("CK", "Cook Islands"), new("CL", "Chile"), new("CM", "Cameroon"), new("CN", "China"),
        new("CO", "Colombia"), new("CR", "Costa Rica"), new("CU", "Cuba"), new("CV", "Cape Verde"),
        new("CW", "Curaçao"), new("CX", "Christmas Island"), new("CY", "Cyprus"), new("CZ", "Czechia"),
        new("DE", "Germany"), new("DJ", "Djibouti"), new("DK", "Denmark"), new("DM", "Dominica"),
        new("DO", "Dominican Republic"), new("DZ", "Algeria"), new("EC", "Ecuador"), new("EE", "Estonia"),
        new("EG", "Egypt"), new("EH", "Western Sahara"), new("ER", "Eritrea"), new("ES", "Spain"),
        new("ET", "Ethiopia"), new("FI", "Finland"), new("FJ", "Fiji"), new("FK", "Falkland Islands"),
        new("FM", "Micronesia"), new("FO", "Faroe Islands"), new("FR", "France"), new("GA", "Gabon"),
        new("GB", "United Kingdom"), new("GD", "Grenada"), new("GE", "Georgia"), new("GF", "French Guiana"),
        new("GG", "Guernsey"), new("GH", "Ghana"), new("GI", "Gibraltar"), new("GL", "Greenland"),
        new("GM", "Gambia"), new("GN", "Guinea"), new("GP", "Guadeloupe"), new("GQ", "Equatorial Guinea"),
        new("GR", "Greece"), new("GS", "South Georgia and the South Sandwich Islands"), new("GT", "Guatemala"),
        new("GU", "Guam"),
        new("GW", "Guinea-Bissau"), new("GY", "Guyana"), new("HK", "Hong Kong"),
        new("HM", "Heard Island and McDonald Islands"),
        new("HN", "Honduras"), new("HR", "Croatia"), new("HT", "Haiti"), new("HU", "Hungary"),
        new("ID", "Indonesia"), new("IE", "Ireland"), new("IL", "Israel"), new("IM", "Isle of Man"),
        new("IN", "India"), new("IO", "British Indian Ocean Territory"), new("IQ", "Iraq"), new("IR", "Iran"),
        new("IS", "Iceland"), new("IT", "Italy"), new("JE", "Jersey"), new("JM", "Jamaica"),
        new("JO", "Jordan"), new("JP", "Japan"), new("KE", "Kenya"), new("KG", "Kyrgyzstan"),
        new("KH", "Cambodia"), new("KI", "Kiribati"), new("KM", "Comoros"), new("KN", "Saint Kitts and Nevis"),
        new("KP", "North Korea"), new("KR", "South Korea"), new("KW", "Kuwait"), new("KY", "Cayman Islands"),
        new("KZ", "Kazakhstan"), new("LA", "Laos"), new("LB", "Lebanon"), new("LC", "Saint Lucia"),
        new("LI", "Liechtenstein"), new("LK", "Sri Lanka"), new("LR", "Liberia"), new("LS", "Lesotho"),
        new("LT", "Lithuania"), new("LU", "Luxembourg"), new("LV", "Latvia"), new("LY", "Libya"),
        new("MA", "Morocco"), new("MC", "Monaco"), new("MD", "Moldova"), new("ME", "Montenegro"),
        new("MF", "Saint Martin"), new("MG", "Madagascar"), new("MH", "Marshall Islands"), new("MK", "North Macedonia"),
        new("ML", "Mali"), new("MM", "Myanmar"), new("MN", "Mongolia"), new("MO", "Macau"),
        new("MP", "Northern Mariana Islands"), new("MQ", "Martinique"), new("MR", "Mauritania"),
        new("MS", "Montserrat"),
        new("MT", "Malta"), new("MU", "Mauritius"), new("MV", "Maldives"), new("MW", "Malawi"),
        new("MX", "Mexico"), new("MY", "Malaysia"), new("MZ", "Mozambique"), new("NA", "Namibia"),
        new("NC", "New Caledonia"), new("NE", "Niger"), new("NF", "Norfolk Island"), new("NG", "Nigeria"),
        new("NI", "Nicaragua"), new("NL", "Netherlands"), new("NO", "Norway"), new("NP", "Nepal"),
        new("NR", "Nauru"), new("NU", "Niue"), new("NZ", "New Zealand"), new("OM", "Oman"),
        new("PA", "Panama"), new("PE", "Peru"), new("PF", "French Polynesia"), new("PG", "Papua New Guinea"),
        new("PH", "Philippines"), new("PK", "Pakistan"), new("PL", "Poland"), new("PM", "Saint Pierre and Miquelon"),
        new("PN", "Pitcairn Islands"), new("PR", "Puerto Rico"), new("PS", "Palestine"), new("PT", "Portugal"),
        new("PW", "Palau"), new("PY", "Paraguay"), new("QA", "Qatar"), new("RE", "Réunion"),
        new("RO", "Romania"), new("RS", "Serbia"), new("RU", "Russia"), new("RW", "Rwanda"),
        new("SA", "Saudi Arabia"), new("SB", "Solomon Islands"), new("SC", "Seychelles"), new("SD", "Sudan"),
        new("SE", "Sweden"), new("SG", "Singapore"), new("SH", "Saint Helena"), new("SI", "Slovenia"),
        new("SJ", "Svalbard and Jan Mayen"), new("SK", "Slovakia"), new("SL", "Sierra Leone"), new("SM", "San Marino"),
        new("SN", "Senegal"), new("SO", "Somalia"), new("SR", "Suriname"), new("SS", "South Sudan"),
        new("ST", "São Tomé and Príncipe"), new("SV", "El Salvador"), new("SX", "Sint Maarten"), new("SY", "Syria"),
        new("SZ", "Eswatini"), new("TC", "Turks and Caicos Islands"), new("TD", "Chad"),
        new("TF", "French Southern Territories"),
        new("TG", "Togo"), new("TH", "Thailand"), new("TJ", "Tajikistan"), new("TK", "Tokelau"),
        new("TL", "Timor-Leste"), new("TM", "Turkmenistan"), new("TN", "Tunisia"), new("TO", "Tonga"),
        new("TR", "Türkiye"), new("TT", "Trinidad and Tobago"), new("TV", "Tuvalu"), new("TW", "Taiwan"),
        new("TZ", "Tanzania"), new("UA", "Ukraine"), new("UG", "Uganda"),
        new("UM", "United States Minor Outlying Islands"),
        new("US", "United States"), new("UY", "Uruguay"), new("UZ", "Uzbekistan"), new("VA", "Vatican City"),
        new("VC", "Saint Vincent and the Grenadines"), new("VE", "Venezuela"), new("VG", "Virgin Islands (British)"),
        new("VI", "Virgin Islands (United States)"),
        new("VN", "Vietnam"), new("VU", "Vanuatu"), new("WF", "Wallis and Futuna"), new("WS", "Samoa"),
        new("XK", "Kosovo"), new("YE", "Yemen"), new("YT", "Mayotte"), new("ZA", "South Africa"),
        new("ZM", "Zambia"), new("ZW", "Zimbabwe"),
    ];

    private static readonly Dictionary<string, Country> ByCode = All.ToDictionary(country => country.Code,
        StringComparer.Ordinal);

    /// <param name="code">Upper case.</param>
    public static bool Exists(string code) => ByCode.ContainsKey(code);

    /// <summary>The country of a code, or null.</summary>
    public static Country? Find(string code) => ByCode.GetValueOrDefault(code);
}
