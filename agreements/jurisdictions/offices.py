"""ICE's 25 ERO field offices and what each answers for, as ice.gov gave it in September 2025.

The seed of the tables FieldOffice and Area: once the portal runs, the tables hold what is true. The area of a state is
whole unless COUNTIES divides it.
"""

# field office: the zone of the office, and the states it answers for as a whole
OFFICES = {
    "Atlanta": ("America/New_York", ["Georgia", "North Carolina", "South Carolina"]),
    "Baltimore": ("America/New_York", ["Maryland"]),
    "Boston": (
        "America/New_York",
        ["Connecticut", "Maine", "Massachusetts", "New Hampshire", "Rhode Island", "Vermont"],
    ),
    "Buffalo": ("America/New_York", []),
    "Chicago": ("America/Chicago", ["Illinois", "Indiana", "Wisconsin", "Missouri", "Kentucky", "Kansas"]),
    "Dallas": ("America/Chicago", ["Oklahoma"]),
    "Denver": ("America/Denver", ["Colorado", "Wyoming"]),
    "Detroit": ("America/Detroit", ["Michigan", "Ohio"]),
    "El Paso": ("America/Denver", ["New Mexico"]),
    "Harlingen": ("America/Chicago", []),
    "Houston": ("America/Chicago", []),
    "Los Angeles": ("America/Los_Angeles", []),
    "Miami": ("America/New_York", ["Florida", "Puerto Rico", "United States Virgin Islands"]),
    "New Orleans": ("America/Chicago", ["Alabama", "Arkansas", "Louisiana", "Mississippi", "Tennessee"]),
    "New York City": ("America/New_York", []),
    "Newark": ("America/New_York", ["New Jersey"]),
    "Philadelphia": ("America/New_York", ["Delaware", "Pennsylvania", "West Virginia"]),
    "Phoenix": ("America/Phoenix", ["Arizona"]),
    "Salt Lake City": ("America/Denver", ["Utah", "Idaho", "Montana", "Nevada"]),
    "San Antonio": ("America/Chicago", []),
    "San Diego": ("America/Los_Angeles", []),
    "San Francisco": ("America/Los_Angeles", ["Hawaii", "Guam", "Commonwealth of the Northern Mariana Islands"]),
    "Seattle": ("America/Los_Angeles", ["Alaska", "Oregon", "Washington"]),
    "St. Paul": ("America/Chicago", ["Iowa", "Minnesota", "Nebraska", "North Dakota", "South Dakota"]),
    "Washington": ("America/New_York", ["District of Columbia", "Virginia"]),
}

# state: its counties by field office, for the states that several share
COUNTIES = {
    "California": {
        "Los Angeles": """
            Los Angeles, Orange, Riverside, San Bernardino, San Luis Obispo, Santa Barbara, Ventura
        """,
        "San Diego": """
            Imperial, San Diego
        """,
        "San Francisco": """
            Alameda, Alpine, Amador, Butte, Calaveras, Colusa, Contra Costa, Del Norte, El Dorado, Fresno, Glenn,
            Humboldt, Inyo, Kern, Kings, Lake, Lassen, Madera, Marin, Mariposa, Mendocino, Merced, Modoc, Mono,
            Monterey, Napa, Nevada, Placer, Plumas, Sacramento, San Benito, San Francisco, San Joaquin, San Mateo,
            Santa Clara, Santa Cruz, Shasta, Sierra, Siskiyou, Solano, Sonoma, Stanislaus, Sutter, Tehama, Trinity,
            Tulare, Tuolumne, Yolo, Yuba
        """,
    },
    "New York": {
        "Buffalo": """
            Albany, Allegany, Broome, Cattaraugus, Cayuga, Chautauqua, Chemung, Chenango, Clinton, Columbia, Cortland,
            Delaware, Erie, Essex, Franklin, Fulton, Genesee, Greene, Hamilton, Herkimer, Jefferson, Lewis,
            Livingston, Madison, Monroe, Montgomery, Niagara, Oneida, Onondaga, Ontario, Orleans, Oswego, Otsego,
            Rensselaer, Saratoga, Schenectady, Schoharie, Schuyler, Seneca, St. Lawrence, Steuben, Tioga, Tompkins,
            Warren, Washington, Wayne, Wyoming, Yates
        """,
        "New York City": """
            Bronx, Dutchess, Kings, Nassau, New York, Orange, Putnam, Queens, Richmond, Rockland, Suffolk, Sullivan,
            Ulster, Westchester
        """,
    },
    "Texas": {
        "Dallas": """
            Anderson, Archer, Armstrong, Bailey, Baylor, Borden, Bowie, Briscoe, Brown, Callahan, Camp, Carson, Cass,
            Castro, Cherokee, Childress, Clay, Cochran, Coke, Coleman, Collin, Collingsworth, Comanche, Concho, Cooke,
            Cottle, Crockett, Crosby, Dallam, Dallas, Dawson, Deaf Smith, Delta, Denton, Dickens, Donley, Eastland,
            Ellis, Erath, Fannin, Fisher, Floyd, Foard, Franklin, Gaines, Garza, Glasscock, Gray, Grayson, Gregg,
            Hale, Hall, Hansford, Hardeman, Harrison, Hartley, Haskell, Hemphill, Henderson, Hockley, Hood, Hopkins,
            Howard, Hunt, Hutchinson, Irion, Jack, Johnson, Jones, Kaufman, Kent, King, Knox, Lamar, Lamb, Lipscomb,
            Lubbock, Lynn, Marion, Menard, Mills, Mitchell, Montague, Moore, Morris, Motley, Navarro, Nolan,
            Ochiltree, Oldham, Palo Pinto, Panola, Parker, Parmer, Potter, Rains, Randall, Reagan, Red River, Roberts,
            Rockwall, Runnels, Rusk, Schleicher, Scurry, Shackelford, Sherman, Smith, Stephens, Sterling, Stonewall,
            Sutton, Swisher, Tarrant, Taylor, Terry, Throckmorton, Titus, Tom Green, Upshur, Van Zandt, Wheeler,
            Wichita, Wilbarger, Wise, Wood, Yoakum, Young
        """,
        "El Paso": """
            Andrews, Brewster, Crane, Culberson, Ector, El Paso, Hudspeth, Jeff Davis, Loving, Martin, Midland, Pecos,
            Presidio, Reeves, Terrell, Upton, Ward, Winkler
        """,
        "Harlingen": """
            Aransas, Brooks, Cameron, Duval, Hidalgo, Jim Hogg, Jim Wells, Kenedy, Kleberg, Nueces, San Patricio,
            Starr, Webb, Willacy, Zapata
        """,
        "Houston": """
            Angelina, Austin, Bee, Bell, Bosque, Brazoria, Brazos, Burleson, Calhoun, Chambers, Colorado, Coryell,
            DeWitt, Falls, Fayette, Fort Bend, Freestone, Galveston, Goliad, Grimes, Hamilton, Hardin, Harris, Hill,
            Houston, Jackson, Jasper, Jefferson, Lavaca, Lee, Leon, Liberty, Limestone, Live Oak, Madison, Matagorda,
            McLennan, Milam, Montgomery, Nacogdoches, Newton, Orange, Polk, Refugio, Robertson, Sabine, San Augustine,
            San Jacinto, Shelby, Somervell, Trinity, Tyler, Victoria, Walker, Waller, Washington, Wharton
        """,
        "San Antonio": """
            Atascosa, Bandera, Bastrop, Bexar, Blanco, Burnet, Caldwell, Comal, Dimmit, Edwards, Frio, Gillespie,
            Gonzales, Guadalupe, Hays, Karnes, Kendall, Kerr, Kimble, Kinney, La Salle, Lampasas, Llano, Mason,
            Maverick, McCulloch, McMullen, Medina, Real, San Saba, Travis, Uvalde, Val Verde, Williamson, Wilson,
            Zavala
        """,
    },
}


def areas():
    """Every area as (field office, state, county); an empty county is the whole state."""
    for office, (_, states) in OFFICES.items():
        yield from ((office, state, "") for state in states)
    for state, offices in COUNTIES.items():
        for office, counties in offices.items():
            yield from ((office, state, " ".join(county.split())) for county in counties.split(","))
